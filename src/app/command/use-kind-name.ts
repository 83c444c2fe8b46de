import { useTranslation } from 'react-i18next';
import type { IncidentRecord } from '../../domain/incident.ts';
import { DEFAULT_INCIDENT_KINDS } from '../../domain/service/incident-types.ts';
import { useWaysState } from '../state/services.ts';
import { useLanguage } from '../ui/use-language.ts';

/** Says what an incident is: by the service's own table where it has a kind of it, else by its type. */
export function useKindName(): (incident: Pick<IncidentRecord, 'type' | 'typeCode'>) => string {
	const { t } = useTranslation();
	const language = useLanguage();
	const kinds = useWaysState((state) => state.service)?.incidentTypes ?? DEFAULT_INCIDENT_KINDS;
	return ({ type, typeCode }) => {
		const kind = kinds.find(({ code }) => code === typeCode);
		if (!kind) return t(`codes.incidentType.${type}`);
		return language === 'en' ? kind.en : kind.zh;
	};
}
