import { UnavailableError } from '../../domain/errors.ts';

/** No room on the disk, a file larger than the system allows, no room left to this user. */
const FULL = new Set(['ENOSPC', 'EFBIG', 'EDQUOT']);

/** The error to tell when writing failed for want of room; any other error as it is. Errors of threads are known too. */
export function tellDiskFull(error: unknown, outDir: string): unknown {
	const code = (error as NodeJS.ErrnoException | null)?.code;
	if (code === undefined || !FULL.has(code)) return error;
	const what = code === 'EFBIG' ? 'a file larger than the system allows' : 'a full disk';
	return new UnavailableError(
		'build/disk-full',
		`${outDir}: got ${what} (${code}), expected room for the pack; what was there before is as it was`,
		{ context: { outDir, code }, cause: error },
	);
}
