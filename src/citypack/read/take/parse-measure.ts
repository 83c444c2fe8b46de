/** Metres in one of a unit. */
const METRES: Readonly<Record<string, number>> = {
	m: 1,
	metre: 1,
	metres: 1,
	meter: 1,
	meters: 1,
	米: 1,
	公尺: 1,
	メートル: 1,
	dm: 0.1,
	分米: 0.1,
	cm: 0.01,
	厘米: 0.01,
	公分: 0.01,
	mm: 0.001,
	毫米: 0.001,
	ft: 0.3048,
	feet: 0.3048,
	foot: 0.3048,
	英尺: 0.3048,
	"'": 0.3048,
};

/** Metres in one of a unit of length; null = no such unit. */
export function parseLengthUnit(text: string): number | null {
	return METRES[text.normalize('NFKC').trim().toLowerCase()] ?? null;
}

/** Words and signs that stand for "not given". */
const NOT_GIVEN =
	/^(?:|[-–—/\\?？.*]+|null|<null>|none|nil|nan|n\/?a|#n\/a|unknown|undefined|无|無|不详|不詳|未知|不明|空|暂无|无数据|没有)$/i;

/** Whether a text stands for "not given": blank, '-', 'NULL', 'N/A', '无', '不详' ... */
export function isNotGiven(text: string): boolean {
	return NOT_GIVEN.test(text.trim());
}

/**
 * A length in metres out of a text: '12.5', '12.5 m', '１２．５米', '1,250 cm', `41 ft`; without a unit it is in `unit` (metres in one
 * of it). null = unreadable.
 */
export function parseLengthM(text: string, unit: number): number | null {
	const match = /^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-z'\p{Script=Han}ー-ヿ]*)\.?$/iu.exec(
		text
			.normalize('NFKC')
			.replace(/^约|^約|^~/, '')
			.trim(),
	);
	if (!match || !/\d/.test(match[1] as string)) return null;
	const factor = match[2] === '' ? unit : parseLengthUnit(match[2] as string);
	return factor === null ? null : Number((match[1] as string).replaceAll(',', '')) * factor;
}

const DIGITS: Readonly<Record<string, number>> = {
	〇: 0,
	零: 0,
	一: 1,
	二: 2,
	两: 2,
	三: 3,
	四: 4,
	五: 5,
	六: 6,
	七: 7,
	八: 8,
	九: 9,
};

/** A Chinese number up to 99: '六', '十二', '二十', '三十五', '二〇'. null = none. */
export function parseHanNumber(text: string): number | null {
	const tens = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
	if (tens) return (tens[1] ? (DIGITS[tens[1]] as number) : 1) * 10 + (tens[2] ? (DIGITS[tens[2]] as number) : 0);
	if (!/^[〇零一二两三四五六七八九]{1,2}$/.test(text)) return null;
	return [...text].reduce((sum, digit) => sum * 10 + (DIGITS[digit] as number), 0);
}

/**
 * A count of floors above ground out of a text: '6', '６层', '12F', '十二层', '地上12层', '12階建', '18层/地下2层'. Not whole where the
 * text is not ('5.5'). null = unreadable; a basement ('B2', '地下2层', '-2') is no count above ground.
 */
export function parseFloors(text: string): number | null {
	const given = text
		.normalize('NFKC')
		.replace(/[\s]/g, '')
		.split(/[/,;]?(?=地下|b\d)/i)[0] as string;
	const match =
		/^(?:地上|共|总)?(\d+(?:\.\d+)?|[〇零一二两三四五六七八九十]{1,3})(?:层|層|楼|階建て?|階|f|fl|floors?|storeys?|stories|stor(?:e)?y)?$/i.exec(
			given,
		);
	return match ? readCount(match[1] as string) : null;
}

/** A count of basement floors: '2', 'B2', '-2', '地下2层', '地下一层', '负二层'. null = unreadable. */
export function parseFloorsBelow(text: string): number | null {
	const given = text.normalize('NFKC').replace(/\s/g, '');
	const match = /^(?:地下|负|b|-)?(\d+(?:\.\d+)?|[〇零一二两三四五六七八九十]{1,3})(?:层|層|楼|階|f)?$/i.exec(given);
	return match ? readCount(match[1] as string) : null;
}

function readCount(text: string): number | null {
	return /^\d/.test(text) ? Number(text) : parseHanNumber(text);
}

/** First year of Japanese eras minus one. */
const ERAS: Readonly<Record<string, number>> = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 };

/** A year out of a text: '1987', '1987年', '1987-05-01', '1987/5', '20050101', '昭和60年', '平成元年'. null = unreadable ('1990s'). */
export function parseYear(text: string): number | null {
	const given = text.normalize('NFKC').trim();
	const era = /^(明治|大正|昭和|平成|令和)(\d{1,2}|元)年?/.exec(given);
	if (era) return (ERAS[era[1] as string] as number) + (era[2] === '元' ? 1 : Number(era[2]));
	const match = /^(\d{4})(?:年(?:建|建成|\d{1,2}月(?:\d{1,2}日)?)?|\.0+|\d{4}|[-/.]\d{1,2}(?:[-/.]\d{1,2}.*)?)?$/.exec(
		given,
	);
	return match ? Number(match[1]) : null;
}
