import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { TacticsPicture } from '../../../scene/layers/tactics-picture.ts';
import { useMarkedReach, useTacticsState, useUi, useWhatIf } from '../../state/services.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { addMarkedReach } from '../tactics/add-marked-reach.ts';
import { buildTactics } from './build-tactics.ts';

/** The tactics on the map: of the shown incident as recorded, or as supposed; null = no incident is shown. */
export function useTactics(incident: Incident | undefined): TacticsPicture | null {
	const { i18n } = useTranslation();
	const language = useLanguage();
	const layers = useUi((state) => state.tactics);
	const showsAll = useUi((state) => state.tool === 'what-if');
	const model = useWhatIf((state) => (state.incidentId === incident?.id ? state.model : null));
	const supposed = useWhatIf((state) => (state.incidentId === incident?.id ? state.assessment : null));
	const assessment = supposed ?? incident?.assessment;
	const base = useMemo(
		() => (assessment ? buildTactics(assessment, { model, layers, showsAll }, i18n, language) : null),
		[assessment, model, layers, showsAll, i18n, language],
	);
	const drawn = useMarkedReach((state) => (state.incidentId === incident?.id ? state.assessment : null));
	const selectedId = useTacticsState((state) => state.selectedId);
	return useMemo(
		() => base && (drawn ? addMarkedReach(base, drawn, { selectedId, layers }, i18n) : base),
		[base, drawn, selectedId, layers, i18n],
	);
}
