/** The package's own types lie under a name that TypeScript does not look for. */
declare module 'unicode-confusables' {
  /** The characters of a text, each with what it can be taken for, if with anything. */
  export function confusables(text: string): { readonly point: string; readonly similarTo?: string }[];
}
