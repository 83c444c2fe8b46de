/** What a whole address says; null = it does not say. */
interface ReadAddress {
	readonly town: string | null;
	readonly street: string | null;
	/** As written, without 号: '12', '12-3', '甲12'. */
	readonly housenumber: string | null;
}

/** What stands before the street in a Chinese address, from large to small; each may be missing. */
const HAN_AREAS: readonly RegExp[] = [
	/^[^省市]{2,6}省|^[^区]{2,6}自治区/u,
	/^[^市路街]{2,6}市/u,
	/^[^区县镇路街园]{2,5}[区县](?!道)/u,
];
const HAN_TOWN = /^([^镇乡路巷街]{1,6}(?:街道|镇|乡|园区))(?:办事处)?/u;
const HAN_VILLAGE = /^[^村社路街巷]{1,8}(?:社区|居委会|村委会|村(?!大))/u;
const HAN_STREET =
	/^([^\d,，()（）]{1,12}?(?:大道|大街|公路|路|街|巷|弄|胡同)(?:[东南西北中]段?|[一二三四五六七八九十]+(?:巷|路|街))?)(?:([甲乙丙]?\d+(?:[-－之]\d+)?)(?:号|號|$))?/u;
const WESTERN = /^(?<number>\d+[a-z]?(?:[-/]\d+[a-z]?)?),?\s+(?<street>\p{L}[\p{L}\s.'-]{2,60})(?:,.*)?$/iu;
const WESTERN_AFTER = /^(?<street>\p{L}[\p{L}\s.'-]{2,60}?)\s+(?<number>\d+\s?[a-z]?(?:[-/]\d+[a-z]?)?)(?:,.*)?$/iu;

/**
 * Street, house number and town of an address in one text: '东莞市南城街道鸿福路12号' -> 南城街道, 鸿福路, 12; 'Main Street 12' and
 * '12 Main Street' likewise. Japanese block addresses have no street: nothing is read of them. null = not read, keep the text.
 */
export function readAddress(text: string): ReadAddress | null {
	const given = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
	if (/丁目|番地|[都道府県].{1,8}[市区町村]\p{Script=Han}*\d+-\d+/u.test(given)) return null;
	if (/\p{Script=Han}/u.test(given)) return readHanAddress(given.replaceAll(' ', ''));
	const groups = (WESTERN.exec(given) ?? WESTERN_AFTER.exec(given))?.groups;
	if (!groups) return null;
	return { town: null, street: groups.street?.trim() ?? null, housenumber: groups.number?.replaceAll(' ', '') ?? null };
}

function readHanAddress(address: string): ReadAddress | null {
	let rest = address;
	for (const area of HAN_AREAS) rest = rest.replace(area, '');
	const town = HAN_TOWN.exec(rest);
	if (town) rest = rest.slice(town[0].length);
	const match = HAN_STREET.exec(rest.replace(HAN_VILLAGE, ''));
	if (!match) return null;
	const [, street, number] = match;
	return { town: town?.[1] ?? null, street: street as string, housenumber: number?.replace(/[－之]/g, '-') ?? null };
}
