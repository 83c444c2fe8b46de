/** A query read as a street and a house number; `street` may have a town before it. */
export interface AddressQuery {
	readonly street: string;
	/** Without 号, lower case. */
	readonly houseNumber: string;
}

const HOUSE_NUMBER = String.raw`\d+(?:\s?[a-z](?![a-z]))?(?:[-/]\d+)*`;
const NUMBER_LAST = new RegExp(String.raw`^(.*?\D)\s*(${HOUSE_NUMBER})\s*(?:号|號|号楼|no\.?)?$`, 'i');
const NUMBER_FIRST = new RegExp(String.raw`^(?:no\.?\s*)?(${HOUSE_NUMBER})\s*,?\s+(.+)$`, 'i');

/** What is told after a house number: 218号3楼, 218号A座; 218号楼 is a number itself. */
const AFTER_NUMBER = /(\d\s*[a-z]?\s*[号號])(?!楼).+$/i;

/** Reads '鸿福路218号', '南城街道鸿福路 218 号3楼', '218 Hongfu Road', 'Landstrasse 12a'. undefined: no street with a number in it. */
export function parseAddress(text: string): AddressQuery | undefined {
	const tidy = text.normalize('NFKC').trim().replace(AFTER_NUMBER, '$1');
	const last = NUMBER_LAST.exec(tidy);
	const first = NUMBER_FIRST.exec(tidy);
	const street = (last?.[1] ?? first?.[2])?.replace(/[\s,，]+$/, '').trim();
	const houseNumber = last?.[2] ?? first?.[1];
	if (!street || !houseNumber || !/\p{L}/u.test(street)) return undefined;
	return { street, houseNumber: normalizeHouseNumber(houseNumber) };
}

/** The form in which house numbers are compared: '218号' = '218', '12 A' = '12a'. */
export function normalizeHouseNumber(houseNumber: string): string {
	return houseNumber
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\s+|[号號]/g, '');
}
