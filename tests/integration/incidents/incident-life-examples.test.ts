import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestStore } from '../../support/test-store.ts';
import { type Answer, openOperations } from './open-operations.ts';

const PAGE = join(import.meta.dirname, '../../../docs/incident-life.md');

interface Example {
	readonly method: 'GET' | 'POST' | 'PATCH';
	readonly path: string;
	readonly body: string | null;
	readonly headers: Readonly<Record<string, string>>;
	readonly status: number;
	/** Name of a value, and where it is in the answer. */
	readonly keep: { readonly name: string; readonly path: string } | null;
}

/** The curl commands of the page, each with the comment that follows it. */
function readExamples(): Example[] {
	const shell = /```sh\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
	const commands = shell.replaceAll(' \\\n', ' ').matchAll(/^curl (.*)\n# (\d{3})(?:, (\w+) = ([\w.]+))?/gm);
	return [...commands].map(([, command = '', status, name, path]): Example => {
		const key = /-H "Idempotency-Key: ([^"]+)"/.exec(command)?.[1];
		return {
			method: (/-X (\w+)/.exec(command)?.[1] ?? 'GET') as Example['method'],
			path: /"\$FENGTU([^"]+)"/.exec(command)?.[1] ?? '',
			body: /--json '([^']+)'/.exec(command)?.[1] ?? null,
			headers: key ? { 'idempotency-key': key } : ({} as Record<string, string>),
			status: Number(status),
			keep: name && path ? { name, path } : null,
		};
	});
}

it('the commands of docs/incident-life.md do what they say, one after another', async () => {
	const { store, destroy } = await openTestStore();
	const ops = await openOperations(store);
	const values: Record<string, string> = { UNIT: 'v1' };
	const fill = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => String(values[name]));
	const find = (answer: Answer, path: string) =>
		path.split('.').reduce((inner: unknown, key) => (inner as Record<string, unknown>)[key], answer.body);
	const examples = readExamples();
	try {
		for (const { method, path, body, headers, status, keep } of examples) {
			const answer = await ops.ask(method, fill(path), body === null ? undefined : JSON.parse(fill(body)), headers);
			expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBe(status);
			if (keep) values[keep.name] = String(find(answer, keep.path));
		}
		const { dispatches } = (await ops.ask('GET', fill('/api/incidents/$A/dispatches'))).body;
		expect(dispatches).toMatchObject([{ id: values.DISPATCH, response: { driven: { isWithin: true }, water: null } }]);
		expect(examples).toHaveLength(22);
	} finally {
		await ops.close();
		await destroy();
	}
});
