// npm run docs:cases -- --pack DIR [--pictures] [--out FILE]: docs/alert-cases.md, three worked cases of the alert assessment with
// every number down to its rule, made of the assessment itself; --pictures takes their pictures of the built page too, building it where that is due.
// DIR is the city that `npm start` makes. The clock stands: the same code and pack give the same text. A number that no rule and no
// source stands behind is told on stderr, and ends it with 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assessPlace } from '../../src/analysis/alert/assess-place.ts';
import { createI18n } from '../../src/app/i18n/create-i18n.ts';
import { openPackFolder } from '../../src/cli/open-pack-folder.ts';
import { CASES_AT_MS, WORKED_CASES } from './worked-cases/cases.ts';
import { type AssessedCase, formatCases } from './worked-cases/format-cases.ts';
import { listNumbers, type ShownNumber } from './worked-cases/list-numbers.ts';
import { takePictures } from './worked-cases/take-pictures.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({
	options: {
		pack: { type: 'string', default: join(PROJECT, 'tilesets/dongguan') },
		out: { type: 'string', default: join(PROJECT, 'docs/alert-cases.md') },
		pictures: { type: 'boolean', default: false },
	},
});

const city = await openPackFolder(options.pack);
const speakers = { zh: createI18n('zh-CN'), en: createI18n('en') };
const cases: AssessedCase[] = [];
for (const worked of WORKED_CASES) {
	const assessment = await assessPlace(city, worked.at, { nowMs: CASES_AT_MS, situation: worked.situation });
	if (assessment.target?.id !== worked.buildingId) {
		throw new Error(
			`--pack ${options.pack}: got ${assessment.target?.id} at ${worked.key}, expected ${worked.buildingId}`,
		);
	}
	const zh = listNumbers(speakers.zh, assessment);
	cases.push({ worked, assessment, zh, en: listNumbers(speakers.en, assessment) });
}

const numbers = cases.reduce((sum, { zh }) => sum + zh.length, 0);
const { sources, name, version } = city.manifest;
const headline = [
	`合成的东莞（${name}，${version}），2026-11-24 周二 10:00。每个数都追到规则、输入、假设和来源。由 \`npm run docs:cases\` 生成。`,
	`A synthetic Dongguan, Tuesday 2026-11-24, 10:00. ${numbers} numbers, each followed to its rule, inputs, figures and source. Made by \`npm run docs:cases\`.`,
].join('\n\n');
writeFileSync(options.out, formatCases(cases, { speakers, sources, anchors: readAnchors(), headline }));
process.stderr.write(`${options.out}: ${numbers} numbers\n`);

const groundless = cases.flatMap(({ worked, en }) =>
	en
		.filter((shown) => !isGrounded(shown))
		.map(({ card, label, value }) => `${worked.key}, card ${card}: ${label} ${value}`),
);
for (const words of groundless) process.stderr.write(`no rule and no source: ${words}\n`);
if (options.pictures) await takePictures(options.pack, join(PROJECT, 'docs/pictures'), WORKED_CASES);
process.exit(groundless.length > 0 ? 1 : 0);

/** What Fengtu worked out names its rule; what was read names its source. */
function isGrounded({ sourced }: ShownNumber): boolean {
	if (!sourced) return false;
	return sourced.source === 'fengtu' ? sourced.ruleId !== undefined : sources.some(({ key }) => key === sourced.source);
}

/** Anchors of the headings of RULES.md as GitHub makes them, by the rule's id. */
function readAnchors(): ReadonlyMap<string, string> {
	const rules = readFileSync(join(PROJECT, 'src/analysis/alert/RULES.md'), 'utf8');
	const headings = rules.matchAll(/^## ((A\d+) .*)$/gm);
	return new Map(
		Array.from(headings, ([, heading = '', id = '']) => [
			id,
			heading
				.toLowerCase()
				.replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
				.replaceAll(' ', '-'),
		]),
	);
}
