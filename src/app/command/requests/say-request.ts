import type { i18n } from 'i18next';
import { findWord } from '../../i18n/say-code.ts';
import type { RequestLine } from './parse-request.ts';

/** What is asked for, in one run: 'DG101 登高平台车 × 1'. */
export function sayRequest(i18n: i18n, { what, count }: Pick<RequestLine, 'what' | 'count'>): string {
	const { t } = i18n;
	switch (what.kind) {
		case 'vehicle': {
			const type = findWord(i18n, 'vehicleType', what.type) ?? what.type;
			return what.model
				? t('requests.model', { model: what.model, type, count })
				: t('requests.vehicle', { type, count });
		}
		case 'people':
			return what.skill ? t('requests.peopleSkill', { skill: what.skill, count }) : t('requests.people', { count });
		case 'material':
			return t('requests.material', { name: what.name, count, unit: what.unit });
	}
}
