import { expect, it } from 'vitest';
import { formatAssessment } from '../../../src/cli/print-assessment.ts';
import { type Assessment, assessmentSchema } from '../../../src/domain/assessment.ts';
import { makeIncident } from '../../support/make-incident.ts';

const EMPTY = makeIncident('a').assessment as Assessment;

it('a place of which nothing is known: what is missing is said, a section that there is none of is left out', () => {
	expect(formatAssessment(EMPTY)).toEqual([
		'SYNTHETIC CITY: nothing here is real',
		'No building at the place, none near it.',
		'Surroundings: 0',
		'Water: 0',
		'Stations by road: 0',
		'Findings: 0',
	]);
});

it('what is unknown is never printed as a number', () => {
	const assessment = assessmentSchema.parse({
		...EMPTY,
		supply: {
			sources: [],
			needs: [
				{
					method: 'nfa',
					flowLps: null,
					reason: 'height-unknown',
					sourced: { basis: 'unknown', source: 'fengtu', date: null, note: null },
				},
			],
			neededLps: null,
			neededBy: null,
			availableLps: null,
			unknown: { count: 2, normLps: 30 },
			balance: [],
			shortFromS: null,
			durationS: 7200,
			bases: {},
		},
		findings: [
			{
				...{ ruleId: 'A12', severity: 'unknown', code: 'water/flow-unknown', params: { count: 2, nearestM: null } },
				...{ evidence: [], basis: { source: 'fengtu', version: '1', observedAtMs: null } },
			},
		],
	});
	const text = formatAssessment(assessment).join('\n');
	expect(text).toContain('there is unknown, needed unknown; whether it lasts is unknown');
	expect(text).toContain('needed by nfa: unknown (height-unknown)');
	expect(text).toContain('A12 unknown: water/flow-unknown (count=2, nearestM=unknown)');
	expect(text).not.toMatch(/null|undefined|NaN/);
});
