/** Every command and flag the outside contract names. What is not built yet is here too, so that it is refused by name. */

export interface Flag {
  readonly name: string
  /** the letter that means the same, `-m` */
  readonly short?: string
  /** placeholder of its value; left out: it takes none */
  readonly value?: string
  readonly repeatable?: boolean
  readonly about: string
  readonly built?: false
}

export interface CommandSpec {
  readonly name: string
  readonly usage: string
  readonly about: string
  readonly flags: readonly Flag[]
  readonly built?: false
}

const JSON_FLAG: Flag = { name: 'json', about: 'one JSON object a line on stdout, human text only on stderr' }
const HELP: Flag = { name: 'help', about: 'this text' }

const RUN_FLAGS: readonly Flag[] = [
  JSON_FLAG,
  {
    name: 'provider',
    value: 'NAME',
    about: 'openai, anthropic, gemini, openai-chat, offline or scripted (default: the first key found, else offline)',
  },
  { name: 'model', value: 'ID', about: 'the provider’s model; for scripted the script file' },
  { name: 'base-url', value: 'URL', about: 'another address of the provider’s API' },
  { name: 'effort', value: 'LEVEL', about: 'how long the model thinks: none, minimal, low, medium, high, xhigh, max' },
  { name: 'dialect', value: 'NAME', about: 'action format of an open model (default: by its name)' },
  { name: 'image', value: 'FILE', repeatable: true, about: 'a picture that belongs to the task: PNG, JPEG or WebP' },
  { name: 'display', value: 'ID|virtual[:WxH]', about: 'an id that doctor prints, or a private one (Linux)' },
  { name: 'open', value: 'CMD', repeatable: true, about: 'start this program there first' },
  { name: 'approve', value: 'ask|risky|never', about: 'when to ask before an action (risky)' },
  { name: 'profile', value: 'NAME', about: 'what config.json allows in advance under this name, until it expires' },
  { name: 'max-steps', value: 'N', about: 'end after so many model turns (200); 0: no limit' },
  { name: 'max-cost', value: 'USD', about: 'end at this cost (5); 0: no limit' },
  { name: 'max-minutes', value: 'N', about: 'end after this time (60); 0: no limit' },
  { name: 'workspace', value: 'DIR', about: 'where shell and file tools may work; without it they are off' },
  {
    name: 'secret',
    value: 'NAME=env:VAR[@APP|@tool]',
    repeatable: true,
    about: 'a value that may be typed and the model never sees',
  },
  { name: 'output-schema', value: 'FILE', about: 'the final answer must be JSON of this schema' },
  { name: 'wait-online', about: 'wait for the network instead of failing' },
  { name: 'dry-run', about: 'plan the strokes, send none' },
]

const LAST: Flag = { name: 'last', about: 'the newest session' }

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'run',
    usage: 'run [TASK | -]',
    about:
      'carry out a task; - reads it from stdin; one that begins with /explore, /plan, /pair, /review or /debug is done in that way',
    flags: RUN_FLAGS,
  },
  {
    name: 'resume',
    usage: 'resume [ID | --last] ["now also …"]',
    about: 'go on with a session; the same log goes on',
    flags: [LAST, ...RUN_FLAGS.filter((flag) => flag.name !== 'image')],
  },
  { name: 'sessions', usage: 'sessions', about: 'list the sessions, newest first', flags: [JSON_FLAG] },
  {
    name: 'show',
    usage: 'show ID',
    about: 'what a session did; --json prints its log',
    flags: [
      JSON_FLAG,
      LAST,
      { name: 'review', about: 'only what it changed, ran and left untested; with --json one object' },
      { name: 'check', about: 'with --review: ask the project’s linters and installed scanners too, in the sandbox' },
    ],
  },
  {
    name: 'export',
    usage: 'export ID --html|--video|--markdown|--jsonl FILE',
    about: 'write a session as one file, or several',
    flags: [
      { name: 'html', value: 'FILE', about: 'a replay page that needs no network' },
      { name: 'video', value: 'FILE', about: 'a film with pointer, closer looks and captions (WebM)' },
      { name: 'markdown', value: 'FILE', about: 'a report: task, plan, steps, results, review, cost' },
      { name: 'jsonl', value: 'FILE', about: 'its log, line for line' },
      LAST,
    ],
  },
  {
    name: 'fork',
    usage: 'fork ID --at STEP',
    about: 'a new session with the first steps of another, to go on from there',
    flags: [{ name: 'at', value: 'STEP', about: 'how many completed steps it keeps' }, LAST],
  },
  {
    name: 'replay',
    usage: 'replay ID|FILE [--set NAME=VALUE]… [--rows CSV] [--repair]',
    about: 'do a recorded session again, each step verified, without a model',
    flags: [
      { name: 'set', value: 'NAME=VALUE', repeatable: true, about: 'type this instead; text1, text2 … where it has no names' },
      { name: 'rows', value: 'CSV', about: 'once for each row; the first line names the parameters' },
      { name: 'repair', about: 'let a model do a step that fails; what it did becomes a proposed new version' },
      LAST,
      ...RUN_FLAGS.filter(({ name }) => name !== 'image' && name !== 'output-schema'),
    ],
  },
  {
    name: 'record',
    usage: 'record NAME',
    about: 'record what you do until the stop hotkey, as a skill that `replay` does again and `run` offers to the model',
    flags: RUN_FLAGS.filter(({ name }) => ['json', 'display', 'open'].includes(name)),
  },
  { name: 'rm', usage: 'rm ID', about: 'remove a session with its pictures', flags: [] },
  {
    name: 'undo',
    usage: 'undo ID [--to STEP]',
    about: 'put back what a session changed in its workspace',
    flags: [
      { name: 'to', value: 'STEP', about: 'the last step that shall stand (0: none)' },
      { name: 'file', value: 'PATH', about: 'only this file, from the top of the workspace' },
      LAST,
    ],
  },
  {
    name: 'commit',
    usage: 'commit [ID | --last] [-m MESSAGE]',
    about: 'commit what a session changed and nothing else, with its prompts as trailers',
    flags: [
      {
        name: 'message',
        short: 'm',
        value: 'MESSAGE',
        repeatable: true,
        about: 'its message, paragraph by paragraph (default: proposed from task, result and plan; in a terminal you edit it)',
      },
      { name: 'dry-run', about: 'say what it would hold, and commit nothing' },
      LAST,
    ],
  },
  {
    name: 'models',
    usage: 'models [--check | --test MODEL]',
    about: 'the models that are known: whether there is a key, what they can do, what they cost',
    flags: [
      JSON_FLAG,
      { name: 'check', about: 'ask each provider whether it answers, and say what stands in the way where it does not' },
      {
        name: 'test',
        value: 'MODEL',
        about: 'ask this one for a click on a test picture, and say whether it hits (one paid request)',
      },
    ],
  },
  {
    name: 'secrets',
    usage: 'secrets [add NAME[@APP|@tool] | remove NAME]',
    about: 'values kept in the keychain that may be typed by name; `add` reads the value from stdin or asks for it',
    flags: [JSON_FLAG],
  },
  {
    name: 'grants',
    usage: 'grants [revoke ID … | all]',
    about: 'leave that was given for a session or to a project, and taking it back',
    flags: [JSON_FLAG],
  },
  { name: 'stop', usage: 'stop [ID]', about: 'stop the running session; without ID all of them', flags: [] },
  { name: 'pause', usage: 'pause [ID]', about: 'let the running session wait', flags: [] },
  { name: 'continue', usage: 'continue [ID]', about: 'let a paused session go on', flags: [] },
  { name: 'steer', usage: 'steer TEXT [ID]', about: 'tell the running session something', flags: [] },
  {
    name: 'switch',
    usage: 'switch [ID] [--model ID] [--effort LEVEL]',
    about: 'let another model, or the same with another effort, go on with the running session from its next turn on',
    flags: [
      ...RUN_FLAGS.filter(({ name }) => name === 'model'),
      {
        name: 'effort',
        value: 'LEVEL',
        about: 'how long the model thinks: none, minimal, low, medium, high, xhigh, max or default',
      },
      { name: 'provider', value: 'NAME', about: 'whose model it is (default: by its name, else the same)' },
    ],
  },
  {
    name: 'doctor',
    usage: 'doctor',
    about: 'check this machine and say how to mend what is wrong',
    flags: [
      JSON_FLAG,
      { name: 'self-test', about: 'also try a picture and real input, on a private display where there can be one' },
    ],
  },
  ...['serve', 'mcp'].map((name): CommandSpec => ({
    name,
    usage: name,
    about: 'not built yet',
    flags: [],
    built: false,
  })),
]

/** Every command takes it. */
export const COMMON_FLAGS: readonly Flag[] = [HELP]
