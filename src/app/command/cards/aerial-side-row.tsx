import { useTranslation } from 'react-i18next';
import type { Aerial, ApplianceReach } from '../../../domain/alert/aerial.ts';
import type { SideReach } from '../../../domain/alert/side-reach.ts';
import type { TargetSide } from '../../../domain/alert/sides.ts';
import type { Sourced } from '../../../domain/building.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatEstimated, formatGap, formatNumber, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { sourceReach } from './read-aerial.ts';

interface AerialSideRowProps {
	readonly aerial: Aerial;
	readonly appliance: ApplianceReach;
	readonly side: SideReach;
	/** undefined = the assessment has no facts of that side. */
	readonly facts: TargetSide | undefined;
	/** Of the clear widths of all sides; undefined = not told. */
	readonly clearWidth: Sourced | undefined;
	/** '南'. */
	readonly facing: string;
}

/** One side: workable up to which floor and how high, or why not and how wide the ground before it is. */
export function AerialSideRow({ aerial, appliance, side, facts, clearWidth, facing }: AerialSideRowProps) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const isCompact = useCompact();
	const { reason, topFloor, topM, missed } = side;
	const worst = missed[0]?.reason;
	const said =
		reason !== null
			? sayReason(i18n, reason)
			: topFloor === null
				? t('aerial.workable')
				: t(isCompact ? 'aerial.toFloor' : 'aerial.workableTo', { floor: topFloor });
	const elsewhere = sayElsewhere();
	const height = topM === null ? '' : `${formatNumber(Math.floor(topM))} m`;
	return (
		<div
			className="row aerial-side"
			data-side={side.sideId}
			data-reached={reason === null || undefined}
			title={[...(reason === null && worst ? [sayReason(i18n, worst)] : [said]), ...elsewhere].join(
				t('aerial.listSeparator'),
			)}
		>
			<b className="aerial-side__facing">{facing}</b>
			<span className="grow ellipsis">{[said, ...elsewhere].join(' · ')}</span>
			{topM !== null && reason === null ? (
				<BasisButton
					className="row-value"
					label={t('aerial.topOf', { side: facing, model: appliance.model })}
					value={formatEstimated(height, language)}
					sourced={sourceReach(aerial, appliance, side)}
					{...(facts && { geometry: { points: [], lines: [facts.line], polygons: [] } })}
				>
					<span>{formatEstimated(height, language)}</span>
					<BasisTag basis="estimated" />
				</BasisButton>
			) : (
				facts && <ClearWidth facts={facts} sourced={clearWidth} facing={facing} />
			)}
		</div>
	);

	/** Floors that no spot of the list reaches, though another place does. */
	function sayElsewhere(): string[] {
		const [highest] = side.reached;
		if (!highest || highest.spotId !== null) return [];
		const told = side.reached.find(({ spotId }) => spotId !== null);
		if (!told) return [t('aerial.elsewhere')];
		return [t('aerial.elsewhereAbove', { spot: told.spotId, floor: told.toFloor })];
	}
}

interface ClearWidthProps {
	readonly facts: TargetSide;
	readonly sourced: Sourced | undefined;
	readonly facing: string;
}

function ClearWidth({ facts, sourced, facing }: ClearWidthProps) {
	const { t } = useTranslation();
	const { clearWidthM, searchM, line } = facts;
	const value =
		clearWidthM === null
			? t('aerial.clearBeyond', { width: formatNumber(searchM) })
			: joinQuantity(formatGap(clearWidthM));
	const shown = (
		<span>
			<span className="aerial-side__word">{t('aerial.clear')} </span>
			{value}
		</span>
	);
	if (!sourced) return <span className="soft nowrap">{shown}</span>;
	return (
		<BasisButton
			className="row-value"
			label={t('aerial.clearOf', { side: facing })}
			value={value}
			sourced={sourced}
			geometry={{ points: [], lines: [line], polygons: [] }}
		>
			{shown}
			<BasisTag basis={sourced.basis} />
		</BasisButton>
	);
}
