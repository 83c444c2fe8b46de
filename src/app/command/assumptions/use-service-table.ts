import { useEffect, useState } from 'react';
import type { ServiceTable } from '../../../domain/service/service-table.ts';
import { useServices, useWaysState } from '../../state/services.ts';

/** The figures that the server reckons with; asked for once where the page has not read them yet. null = not read: the defaults hold. */
export function useServiceTable(): { readonly table: ServiceTable | null; readonly failed: boolean } {
	const { api, ways } = useServices();
	const table = useWaysState((state) => state.service);
	const [failed, setFailed] = useState(false);
	useEffect(() => {
		if (table !== null) return;
		const abort = new AbortController();
		api.readServiceTable(abort.signal).then(
			(service) => ways.setState({ service }),
			() => {
				if (!abort.signal.aborted) setFailed(true);
			},
		);
		return () => abort.abort();
	}, [api, ways, table]);
	return { table, failed };
}
