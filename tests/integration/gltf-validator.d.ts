declare module 'gltf-validator' {
	/** Khronos glTF validator; severity 0 = error, 1 = warning, 2 = information. */
	export function validateBytes(
		bytes: Uint8Array,
	): Promise<{ issues: { messages: { code: string; message: string; severity: number; pointer?: string }[] } }>;
}
