import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodePositionFrame } from '../../../src/domain/position-frame.ts';
import { collectionNameSchema } from '../../../src/domain/records/collections.ts';
import { FEED_CLOSE, feedMessageSchema, feedQuerySchema } from '../../../src/domain/topics.ts';

const PAGE = readFileSync(new URL('../../../docs/feed.md', import.meta.url), 'utf8');

describe('docs/feed.md', () => {
	it('has a row for every kind of message, and for no other', () => {
		const kinds = feedMessageSchema.options.map(({ shape }) => shape.kind.value);
		const section = PAGE.slice(PAGE.indexOf('| kind |'), PAGE.indexOf('Several changes'));
		expect([...section.matchAll(/^\| `(\w+)`/gm)].map(([, kind]) => kind).sort()).toEqual([...kinds].sort());
	});

	it('names every collection and every query', () => {
		for (const name of [...collectionNameSchema.options, ...Object.keys(feedQuerySchema.shape)]) {
			expect(PAGE).toContain(`\`${name}\``);
		}
	});

	it('names the close codes', () => {
		const bye = feedMessageSchema.options.find(({ shape }) => shape.kind.value === 'bye');
		const reasons = bye && 'reason' in bye.shape ? bye.shape.reason.options : [];
		const codes: Record<string, number> = {
			slow: FEED_CLOSE.slow,
			'signed-out': FEED_CLOSE.signedOut,
			stopping: FEED_CLOSE.stopping,
			'bad-request': FEED_CLOSE.badRequest,
		};
		expect(reasons).toHaveLength(4);
		for (const reason of reasons) expect(PAGE).toContain(`| ${codes[reason]} | \`${reason}\` |`);
	});

	it('shows a frame that says what it says it does', () => {
		const hex = /^ {4}((?:[0-9a-f]{2} ){33}[0-9a-f]{2})$/m.exec(PAGE)?.[1] as string;
		const frame = decodePositionFrame(Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16)));
		const serverTimeMs = Date.UTC(2026, 10, 21);
		expect(frame).toEqual({
			serverTimeMs,
			seq: 4711,
			positions: [{ no: 3, lon: 113.75, lat: 23.02, headingDeg: 90, speedMps: 12.5, observedAtMs: serverTimeMs - 250 }],
		});
	});
});
