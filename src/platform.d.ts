/**
 * The few platform globals that browsers, workers and Node share and that domain and analysis may use.
 * Only the pure compiler project sees this file; everything else of the DOM and of Node stays out of reach there.
 */
declare class TextEncoder {
	encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean });
	decode(bytes?: ArrayBufferView | ArrayBuffer): string;
}
interface AbortSignal {
	readonly aborted: boolean;
	readonly reason: unknown;
	throwIfAborted(): void;
}
