import { Signpost } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayLimit } from '../../i18n/say-limit.ts';
import { pickName } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { FactRow } from '../pick/fact-row.tsx';
import { listRefusedSigns, listSigns, toRoadSign } from './list-signs.ts';
import { RoadSignIcon } from './road-sign-icon.tsx';
import { sayLimitLine, sayRoad } from './say-way.ts';
import { useShownWays } from './use-ways.ts';

/** A limit picked on the map: what it is, on which road, who passes it and who may not. */
export function SignFacts({ id }: { readonly id: string }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const ways = useShownWays();
	const sign = [...listSigns(ways), ...listRefusedSigns(ways)].find((shown) => shown.id === id);
	if (!sign) return <EmptyState icon={Signpost} title={t('way.gone')} />;
	const { limit, numbers } = sign;
	const name = sayLimit(i18n, limit.kind, limit.limit);
	const sentence = sayLimitLine(i18n, limit);
	const names = ways
		.filter(({ number }) => numbers.includes(number))
		.map((way) => `${way.number} ${pickName(way.name, way.nameEn, language) ?? t('routes.unnamed')}`);
	return (
		<>
			<div className="way__head">
				<RoadSignIcon sign={toRoadSign(sign)} size={36} />
				<p className="pick__name">{name}</p>
			</div>
			{sentence !== name && <p>{sentence}</p>}
			<dl className="rows">
				<FactRow label={t('way.road')} value={sayRoad(i18n, language, limit)} />
				{names.length > 0 && <FactRow label={t('way.passedBy')} value={names.join(t('way.comma'))} />}
			</dl>
			{limit.geometry && <p className="soft">{t('way.turnDrawn')}</p>}
		</>
	);
}
