/** What we use of screenshot-desktop, which ships no types. */
declare module 'screenshot-desktop' {
  interface Options {
    /** id of `listDisplays` */
    readonly screen?: string | number
    readonly format?: 'png' | 'jpg'
  }
  interface ListedDisplay {
    readonly id: string | number
    readonly name: string
  }
  function screenshot(options?: Options): Promise<Buffer>
  namespace screenshot {
    function listDisplays(): Promise<ListedDisplay[]>
  }
  export = screenshot
}
