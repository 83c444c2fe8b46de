declare module '@here/quantized-mesh-decoder' {
	/** An independent reader of quantized-mesh tiles; vertexData holds all u, then all v, then all heights, 0 to 32767. */
	// biome-ignore lint/style/noDefaultExport: the package has no other
	export default function decode(data: ArrayBuffer): {
		header: Record<
			| `center${'X' | 'Y' | 'Z'}`
			| `${'min' | 'max'}Height`
			| `boundingSphere${'CenterX' | 'CenterY' | 'CenterZ' | 'Radius'}`
			| `horizonOcclusionPoint${'X' | 'Y' | 'Z'}`,
			number
		>;
		vertexData: Uint16Array;
		triangleIndices: Uint16Array | Uint32Array;
		westIndices: Uint16Array;
		southIndices: Uint16Array;
		eastIndices: Uint16Array;
		northIndices: Uint16Array;
		extensions: { vertexNormals: Uint8Array };
	};
}
