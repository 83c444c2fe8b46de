import type { PackManifest } from './manifest.ts';

/** Something about a pack that is not as its manifest says. */
export interface PackProblem {
	/** `pack/...` */
	readonly code: string;
	readonly message: string;
	/** Path inside the pack. */
	readonly file: string | null;
}

/**
 * The quick check of a pack: is every file there, with its size? Contents are not read. Folders (`tiles/<version>/`) are
 * only looked for. Empty when all is well.
 * @param statFile size of a file in bytes (any number for a folder), undefined when it is missing
 */
export async function checkPackFiles(
	manifest: PackManifest,
	statFile: (name: string) => Promise<number | undefined>,
): Promise<PackProblem[]> {
	const problems: PackProblem[] = [];
	for (const file of manifest.files) {
		const bytes = await statFile(file.name);
		if (bytes === undefined) {
			problems.push({
				code: 'pack/missing-file',
				message: `${file.name}: got no file, expected ${file.bytes} bytes`,
				file: file.name,
			});
		} else if (file.files === undefined && bytes !== file.bytes) {
			problems.push({
				code: 'pack/size-mismatch',
				message: `${file.name}: got ${bytes} bytes, expected ${file.bytes}`,
				file: file.name,
			});
		}
	}
	return problems;
}
