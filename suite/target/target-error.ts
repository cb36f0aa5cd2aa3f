/** The target file, or what it points to, cannot be used. The message is one line and says what to fix. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}
