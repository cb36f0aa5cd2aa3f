/**
 * A refusal in the words of the guide (§3.35 to §3.112). The domain knows codes only;
 * which HTTP status goes with a code is the business of the HTTP layer.
 */
export class DomainError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
  }
}
