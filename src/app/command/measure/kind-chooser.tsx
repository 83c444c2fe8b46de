import {
	Building2,
	Compass,
	type LucideIcon,
	MoveHorizontal,
	MoveVertical,
	PanelTop,
	Pentagon,
	Spline,
} from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { chooseMode, type MeasureMode } from '../../state/measure-store.ts';
import { useMeasure, useServices } from '../../state/services.ts';

const MODES: readonly (readonly [MeasureMode, LucideIcon])[] = [
	['distance', Spline],
	['height', MoveVertical],
	['clear-width', MoveHorizontal],
	['plan-area', Pentagon],
	['facade-area', PanelTop],
	['bearing', Compass],
	['building', Building2],
];

/** What is to be measured, one of seven. */
export function KindChooser() {
	const { t } = useTranslation();
	const { measure } = useServices();
	const mode = useMeasure((state) => state.mode);
	return (
		<ToggleButtonGroup
			className="measure-kinds"
			aria-label={t('measure.kinds')}
			selectionMode="single"
			disallowEmptySelection
			selectedKeys={[mode]}
			onSelectionChange={(keys) => {
				const next = MODES.find(([name]) => keys.has(name));
				if (next && next[0] !== mode) chooseMode(measure, next[0]);
			}}
		>
			{MODES.map(([name, Icon]) => (
				<ToggleButton key={name} id={name} className="measure-kind">
					<Icon size={18} strokeWidth={1.75} aria-hidden />
					{t(`measure.kind.${name}`)}
				</ToggleButton>
			))}
		</ToggleButtonGroup>
	);
}
