import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { Notice, Skeleton } from '../../ui/states.tsx';

/** Who called: read from the server each time, which keeps that it was looked at. */
export function CallerFacts({ incidentId }: { readonly incidentId: string }) {
	const { t, i18n } = useTranslation();
	const { api } = useServices();
	const [caller, setCaller] = useState<Incident['caller'] | undefined>(undefined);
	const [failure, setFailure] = useState<unknown>(null);
	useEffect(() => {
		const abort = new AbortController();
		api.readIncident(incidentId, abort.signal).then(
			(incident) => setCaller(incident.caller),
			(error: unknown) => {
				if (!abort.signal.aborted) setFailure(error);
			},
		);
		return () => abort.abort();
	}, [api, incidentId]);
	if (failure !== null) return <Notice {...sayError(i18n, failure)} />;
	if (caller === undefined) return <Skeleton label={t('caller.loading')} />;
	if (caller === null) return <p>{t('caller.untold')}</p>;
	return (
		<>
			<dl className="life__caller">
				<dt>{t('caller.name')}</dt>
				<dd>{caller.name || t('caller.unknown')}</dd>
				<dt>{t('caller.phone')}</dt>
				<dd>{caller.phone === '' ? t('caller.unknown') : <a href={`tel:${caller.phone}`}>{caller.phone}</a>}</dd>
			</dl>
			<p className="dim">{t('caller.audited')}</p>
		</>
	);
}
