import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { ListBox, ListBoxItem, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import {
	findSymbol,
	SYMBOL_GROUPS,
	type SymbolGroup,
	TACTICAL_SYMBOLS,
	type TacticalSymbol,
} from '../../../domain/tactics/symbols.ts';
import { useServices, useTacticsState } from '../../state/services.ts';
import { takeSymbol } from '../../state/tactics-store.ts';
import { useSettings } from '../../state/use-base.ts';
import { focusMap } from './focus-map.ts';
import { MarkGlyph } from './mark-glyph.tsx';
import { VehiclePalette } from './vehicle-palette.tsx';

interface SymbolPaletteProps {
	readonly incident: Incident;
	readonly isDisabled: boolean;
}

type Group = SymbolGroup | 'recent';

/** All symbols by group, those used last first, with a search over both. Choosing one takes it in hand. */
export function SymbolPalette({ incident, isDisabled }: SymbolPaletteProps) {
	const { t } = useTranslation();
	const { tactics } = useServices();
	const recent = useTacticsState((state) => state.recent);
	const unfinished = useTacticsState((state) => state.unfinished);
	const count = useTacticsState((state) => state.points.length);
	const [chosen, setChosen] = useState<Group | null>(null);
	const [text, setText] = useState('');
	const sought = useDeferredValue(text.trim().toLowerCase());
	const group = chosen ?? (recent.length > 0 ? 'recent' : 'attack');
	const shown = useMemo(() => {
		if (sought !== '') {
			return TACTICAL_SYMBOLS.filter(
				({ code, kind }) =>
					kind !== 'vehicle' && `${t(`marks.name.${code as 'note'}`)} ${code}`.toLowerCase().includes(sought),
			);
		}
		if (group === 'recent')
			return recent.flatMap((code) => findSymbol(code) ?? []).filter(({ kind }) => kind !== 'vehicle');
		return TACTICAL_SYMBOLS.filter((symbol) => symbol.group === group);
	}, [sought, group, recent, t]);
	const take = (code: string) => {
		takeSymbol(tactics, { symbol: code, truck: null });
		focusMap();
	};
	return (
		<>
			{unfinished && (
				<p className="tactics__line">
					<span className="grow">
						{t('marks.unfinished', { name: t(`marks.name.${unfinished.symbol as 'note'}`), count })}
					</span>
					<button type="button" className="btn btn--row" onClick={() => take(unfinished.symbol)}>
						{t('marks.goOn')}
					</button>
				</p>
			)}
			<label className="tactics__search">
				<Search size={16} strokeWidth={1.75} aria-hidden />
				<input
					className="input"
					type="search"
					aria-label={t('marks.search')}
					placeholder={t('marks.search')}
					value={text}
					onChange={({ target }) => setText(target.value)}
				/>
			</label>
			{sought === '' ? (
				<Tabs
					className="tactics__tabs"
					selectedKey={group}
					onSelectionChange={(key) => setChosen(key as Group)}
					keyboardActivation="automatic"
				>
					<TabList className="tactics__groups" aria-label={t('marks.groups')}>
						{(['recent', ...SYMBOL_GROUPS] as const).map((each) => (
							<Tab key={each} id={each} className="tactics__group">
								{each === 'recent' ? t('marks.recent') : t(`marks.group.${each}`)}
							</Tab>
						))}
					</TabList>
					<TabPanel id={group} className="tactics__tabs">
						{group === 'vehicle' ? (
							<VehiclePalette incident={incident} isDisabled={isDisabled} />
						) : (
							<SymbolGrid symbols={shown} isDisabled={isDisabled} onTake={take} />
						)}
					</TabPanel>
				</Tabs>
			) : (
				<SymbolGrid symbols={shown} isDisabled={isDisabled} onTake={take} />
			)}
		</>
	);
}

interface SymbolGridProps {
	readonly symbols: readonly TacticalSymbol[];
	readonly isDisabled: boolean;
	readonly onTake: (code: string) => void;
}

function SymbolGrid({ symbols, isDisabled, onTake }: SymbolGridProps) {
	const { t } = useTranslation();
	const set = useSettings((state) => state.symbols);
	if (symbols.length === 0) return <p className="dim">{t('marks.noMatch')}</p>;
	return (
		<ListBox
			className="tactics__grid"
			layout="grid"
			aria-label={t('marks.palette')}
			selectionMode="none"
			items={symbols.map((symbol) => ({ ...symbol, id: symbol.code }))}
			dependencies={[set, isDisabled, t]}
			onAction={(key) => onTake(String(key))}
		>
			{(symbol) => {
				const name = t(`marks.name.${symbol.code as 'note'}`);
				return (
					<ListBoxItem
						id={symbol.code}
						className="tactics__symbol"
						textValue={name}
						isDisabled={isDisabled}
						data-symbol={symbol.code}
					>
						<MarkGlyph symbol={symbol} set={set} />
						<span>{name}</span>
					</ListBoxItem>
				);
			}}
		</ListBox>
	);
}
