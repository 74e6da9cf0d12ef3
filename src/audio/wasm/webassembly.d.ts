/** The part of WebAssembly's interface that is used here: TypeScript has it only together with a browser's. */
declare namespace WebAssembly {
  type ImportValue = ((...args: readonly number[]) => unknown) | object;
  type Exports = Readonly<Record<string, unknown>>;
  class Module {
    private constructor();
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, ImportValue>>>>);
    readonly exports: Exports;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
