import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Way } from '../../state/way.ts';
import { RouteLine } from '../../ui/symbols.tsx';
import { sayVerdict } from './say-way.ts';

/** Number and line of a way as on the map. */
export function WayKey({ number }: { readonly number: number }) {
	const { t } = useTranslation();
	return (
		<>
			<span className="route__number">
				<span aria-hidden>{number}</span>
				<span className="visually-hidden">{t('routes.number', { number })}</span>
			</span>
			<RouteLine number={number} />
		</>
	);
}

/** What the road allows, in one line: check or triangle, and the words. */
export function WayVerdict({ way }: { readonly way: Way }) {
	const { i18n } = useTranslation();
	const { kind, text, more } = sayVerdict(i18n, way);
	const isClear = kind === 'clear';
	const Icon = isClear ? Check : TriangleAlert;
	return (
		<span className="route__verdict" data-ok={isClear || undefined} title={text}>
			<Icon size={16} strokeWidth={1.75} aria-hidden />
			<span className="ellipsis">
				{text}
				{more > 0 && ` +${more}`}
			</span>
		</span>
	);
}
