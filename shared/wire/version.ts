/** The wire's version. The hub serves this one and the one before; others are told `version_unsupported`. */
export const WIRE_VERSION = 1;
export const SERVED_VERSIONS: readonly number[] = [WIRE_VERSION];
