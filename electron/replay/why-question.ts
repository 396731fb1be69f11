/** Asking the model what something was for. It ends as a question does, so that an answer in words alone does not end the task. */
export const whyQuestion = (what: string): string => `Before anything else, in a sentence or two: why this, ${what}?`
