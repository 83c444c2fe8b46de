import type { ColourBy } from '../../../scene/style/building-style.ts';
import { useSelection, useUi } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';

/** What the colour of buildings tells now. The city is grey while an incident is shown, unless the person chose otherwise. */
export function useShownColour(): ColourBy {
	const alarm = useSelection((state) => state.incidentId !== null);
	const alarmColourBy = useUi((state) => state.alarmColourBy);
	const colourBy = useSettings((state) => state.colourBy);
	return alarm ? alarmColourBy : colourBy;
}
