import { describe, expect, it } from 'vitest';
import { findPasswordFault } from '../../../../src/domain/access/password-rules.ts';

const PERSON = { login: 'chen.wei', name: '陈伟' };
const fault = (password: string) => findPasswordFault(password, PERSON);

describe('password rules (NIST SP 800-63B, ASVS 2.1)', () => {
	it('take long ones of any characters, spaces and Chinese too', () => {
		for (const password of [
			'plover ridge anvil',
			'vkqzjwmtrepl',
			'消防员每天早上跑步三公里！',
			'83920174665291',
			'Tin-cup & Larch 9',
		]) {
			expect([password, fault(password)]).toEqual([password, null]);
		}
	});

	it('count characters: 11 are too short, 12 do, 128 do, 129 are too long', () => {
		const of = (n: number) => 'kd82-vjq7.wl3mx'.repeat(10).slice(0, n);
		expect([11, 12, 128, 129].map((n) => fault(of(n)))).toEqual(['too-short', null, null, 'too-long']);
		expect(fault('消防员每天早上跑步啊')).toBe('too-short');
	});

	it('refuse what everybody thinks of', () => {
		const weak = [
			'password1234',
			'P@ssw0rd2026!',
			'qwertyuiop123',
			'111111111111',
			'abcabcabcabc',
			'123456789012',
			'987654321098',
			'Dongguan119119',
			'fengtu-fengtu',
			'abcdefghijkl',
			'correcthorsebatterystaple',
			'iloveyou520520',
		];
		for (const password of weak) expect([password, fault(password)]).toEqual([password, 'common']);
	});

	it("refuse one's own login or name with a little around it", () => {
		expect(fault('chen.wei-2026')).toBe('has-name');
		expect(fault('陈伟陈伟陈伟陈伟2026ab')).toBe('has-name');
		expect(fault('chen.wei likes the larch wood')).toBeNull();
	});
});
