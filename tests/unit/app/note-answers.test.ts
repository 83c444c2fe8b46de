import { describe, expect, it } from 'vitest';
import { noteAnswers } from '../../../src/app/state/note-answers.ts';
import type { AskSnap } from '../../../src/domain/snap.ts';

const RAY = {
	eye: { lon: 113.75, lat: 23, heightM: 500 },
	through: { lon: 113.75, lat: 23, heightM: 0 },
	meetsGround: true,
	radiansPerPixel: 0.001,
};

describe('noteAnswers', () => {
	it('tells a lost answer and the next that came; a question that was given up tells nothing', async () => {
		const noted: boolean[] = [];
		let answer: AskSnap = () => Promise.reject(new Error('away'));
		const ask = noteAnswers(
			(ray, signal) => answer(ray, signal),
			(isLost) => noted.push(isLost),
		);
		await expect(ask(RAY, AbortSignal.abort())).rejects.toThrow('away');
		expect(noted).toEqual([]);
		await expect(ask(RAY)).rejects.toThrow('away');
		expect(noted).toEqual([true]);
		answer = () => Promise.resolve(null);
		await ask(RAY);
		expect(noted).toEqual([true, false]);
	});
});
