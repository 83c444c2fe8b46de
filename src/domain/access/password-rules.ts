/** Shortest password that is taken (NIST SP 800-63B-4 3.1.1.2 asks 15 where it is the only factor, ASVS 2.1.1 asks 12). */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** How many characters there must be beside the own login or name. */
const LEAST_BESIDE_NAME = 8;

/** What stands in a weak password once digits and signs around it are gone: words of lists of leaked passwords, of keyboards, of this trade. */
const COMMON = new Set(
	(
		'password passw0rd p@ssw0rd p@ssword pass passwort mypassword thisismypassword passwordpassword administrator admin adminadmin root ' +
		'rootroot welcome welcometo letmein iloveyou iloveyouforever woaini woaiwojia nihao zhongguo china beijing guangdong dongguan ' +
		'dongguanxiaofang xiaofang xiaofangdui firefighter fireman fire firerescue rescue fengtu fengtufengtu command commander dispatcher dispatch ' +
		'changeme changeit default secret supersecret topsecret test testtest tester testing user username login qwerty qwertyuiop ' +
		'qwertyuiopasdf qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm asdfghjkl asdfghjklzxcvbnm zxcvbnm qazwsx qazwsxedc qazwsxedcrfv ' +
		'qwerasdf qwerasdfzxcv qwertyasdfgh qazxsw qwaszx abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijk abcdefghijkl ' +
		'abcdefghijklm abcabc abcabcabc aabbcc monkey dragon sunshine princess football baseball superman batman master trustno michael jordan ' +
		'shadow computer internet google baidu tencent alibaba huawei microsoft samsung starwars pokemon liverpool chelsea arsenal ' +
		'correcthorsebatterystaple hello helloworld hellohello summer winter spring autumn freedom whatever iloveu loveyou forever'
	).split(' '),
);
const LEET: Readonly<Record<string, string>> = {
	'0': 'o',
	'1': 'l',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'7': 't',
	'@': 'a',
	$: 's',
	'!': 'i',
};

/** Why a password is not taken. */
export type PasswordFault = 'too-short' | 'too-long' | 'has-name' | 'common';

/**
 * What is wrong with a password, null = nothing: its length, the person's own login or name, or that everybody thinks of it. There are no
 * rules of composition (NIST SP 800-63B). Characters are counted, not bytes.
 */
export function findPasswordFault(
	password: string,
	person: { readonly login: string; readonly name: string },
): PasswordFault | null {
	const length = [...password].length;
	if (length < PASSWORD_LENGTH.min) return 'too-short';
	if (length > PASSWORD_LENGTH.max) return 'too-long';
	const folded = password.normalize('NFKC').toLowerCase();
	if (isCommon(folded)) return 'common';
	const own = [person.login, person.login.split('@')[0] ?? '', person.name.normalize('NFKC').toLowerCase()];
	const rest = own.filter((word) => word.length >= 2).reduce((left, word) => left.replaceAll(word, ''), folded);
	// Its own name counts for nothing: what is left must do by itself.
	return rest.length < folded.length && [...rest].length < LEAST_BESIDE_NAME ? 'has-name' : null;
}

function isCommon(folded: string): boolean {
	// One, two or three characters over and over; a run up or down: 123456789012, 987654321098.
	if (/^(.{1,4}?)\1+.{0,3}$/u.test(folded) || isRun(folded)) return true;
	const plain = [...folded].map((sign) => LEET[sign] ?? sign).join('');
	return [folded, plain].some((text) => {
		const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
		const letters = text.replace(/[^\p{L}]/gu, '');
		return letters === '' ? isRun(text) : COMMON.has(core) || COMMON.has(letters);
	});
}

function isRun(text: string): boolean {
	const codes = [...text].map((sign) => sign.codePointAt(0) ?? 0);
	const steps = codes.slice(1).map((code, i) => code - (codes[i] as number));
	const isUp = (step: number) => step === 1 || step === -9;
	const isDown = (step: number) => step === -1 || step === 9;
	return steps.every(isUp) || steps.every(isDown);
}
