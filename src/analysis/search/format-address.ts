const CJK = /\p{Script=Han}/u;

/** Street and house number as one address, in the way of the street's language: 鸿福路218号, Landstrasse 12. null = no street or number. */
export function formatAddress(street: string | null, houseNumber: string | null): string | null {
	if (!street || !houseNumber) return null;
	if (!CJK.test(street)) return `${street} ${houseNumber}`;
	return `${street}${houseNumber}${/\d$/.test(houseNumber) ? '号' : ''}`;
}
