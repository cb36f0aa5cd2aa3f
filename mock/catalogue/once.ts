/** Does something the first time it is asked for, and remembers it: a test run starts hundreds of mocks. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
