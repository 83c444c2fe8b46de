import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatAccess } from '../../../support/format-access.ts';

it('docs/access.md is current: run this with -u', async () => {
	await expect(formatAccess()).toMatchFileSnapshot(join(import.meta.dirname, '../../../../docs/access.md'));
});
