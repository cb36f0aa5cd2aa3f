/** An answer as it goes onto the wire. Plain data, so that faults can spoil any part of it. */
export interface Outgoing {
  readonly status: number;
  /** In order, duplicates allowed; names as they are sent. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** What happens to the connection: cut after so many octets of the body. Only by a fault. */
  readonly cutAfter?: number;
}

export const NO_BODY: Uint8Array = new Uint8Array(0);

export function withHeader(outgoing: Outgoing, name: string, value: string): Outgoing {
  return { ...withoutHeader(outgoing, name), headers: [...withoutHeader(outgoing, name).headers, [name, value]] };
}

export function withoutHeader(outgoing: Outgoing, name: string): Outgoing {
  const headers = outgoing.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { ...outgoing, headers };
}
