import { PencilRuler } from 'lucide-react';
import { type KeyboardEvent, memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Mark, PHASES } from '../../../domain/tactics/mark.ts';
import { findPlainSymbol, findSymbol, type SymbolSet } from '../../../domain/tactics/symbols.ts';
import { useServices, useTacticsState } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { EmptyState } from '../../ui/states.tsx';
import { MarkGlyph } from './mark-glyph.tsx';
import { selectMark } from './tactics-desk.ts';

interface MarkListProps {
	readonly marks: ReadonlyMap<string, Mark>;
}

/** Marks in the order of their phases, then as they were drawn. */
export function listMarks(marks: ReadonlyMap<string, Mark>): (readonly [id: string, mark: Mark])[] {
	return [...marks].sort(([, a], [, b]) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
}

/** Every mark as a row: arrows walk, the map shows the one that has the focus, Enter opens it. */
export function MarkList({ marks }: MarkListProps) {
	const { t } = useTranslation();
	const services = useServices();
	const set = useSettings((state) => state.symbols);
	const hidden = useTacticsState((state) => state.hidden);
	const list = useRef<HTMLUListElement>(null);
	if (marks.size === 0) return <EmptyState icon={PencilRuler} title={t('marks.empty')} hint={t('marks.emptyHint')} />;
	const rows = listMarks(marks);
	const walk = (event: KeyboardEvent) => {
		const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
		const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
		const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
		if (next === undefined || at < 0) return;
		event.preventDefault();
		buttons[Math.min(buttons.length - 1, Math.max(0, next))]?.focus();
	};
	return (
		<ul className="rows tactics__marks" aria-label={t('marks.list')} ref={list} onKeyDown={walk}>
			{rows.map(([id, mark], index) => (
				<MarkRow
					key={id}
					id={id}
					mark={mark}
					set={set}
					isHidden={hidden.includes(mark.phase)}
					isFirst={index === 0}
					onOpen={() => selectMark(services, id)}
					onPoint={(isPointed) => services.tactics.setState({ pointedId: isPointed ? id : null })}
				/>
			))}
		</ul>
	);
}

interface MarkRowProps {
	readonly id: string;
	readonly mark: Mark;
	readonly set: SymbolSet;
	readonly isHidden: boolean;
	readonly isFirst: boolean;
	readonly onOpen: () => void;
	readonly onPoint: (isPointed: boolean) => void;
}

const MarkRow = memo(
	function MarkRow({ id, mark, set, isHidden, isFirst, onOpen, onPoint }: MarkRowProps) {
		const { t } = useTranslation();
		const symbol = findSymbol(mark.symbol) ?? findPlainSymbol(mark.geometry.type);
		const name = t(`marks.name.${symbol.code as 'note'}`);
		const floor =
			mark.floor === null
				? null
				: mark.floor < 0
					? t('marks.belowFloor', { floor: -mark.floor })
					: t('marks.floorOf', { floor: mark.floor });
		const head = mark.label || (mark.truck?.model ?? name);
		const rest = [
			...(head === name ? [] : [name]),
			...(floor === null ? [] : [floor]),
			t(`marks.phase.${mark.phase}`),
			...(mark.byName === '' ? [] : [mark.byName]),
		].join(' · ');
		return (
			<li>
				<button
					type="button"
					className="tactics__mark"
					data-mark={id}
					data-hidden={isHidden || undefined}
					tabIndex={isFirst ? 0 : -1}
					onClick={onOpen}
					onFocus={() => onPoint(true)}
					onBlur={() => onPoint(false)}
					onPointerEnter={() => onPoint(true)}
					onPointerLeave={() => onPoint(false)}
				>
					<MarkGlyph symbol={symbol} set={set} size={24} />
					<span className="tactics__name">
						<b className="ellipsis">{head}</b>
						<span className="dim ellipsis">{rest}</span>
					</span>
				</button>
			</li>
		);
	},
	(a, b) =>
		a.id === b.id && a.mark === b.mark && a.set === b.set && a.isHidden === b.isHidden && a.isFirst === b.isFirst,
);
