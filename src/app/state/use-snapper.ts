import { useEffect, useState } from 'react';
import { createSnapper, type Snapper } from '../../client/snapper.ts';
import { usePack, useServices } from './services.ts';

interface SharedSnapper {
	readonly snapper: Snapper;
	users: number;
}

/** By pack: tools that are open at once ask one worker. */
const shared = new Map<string, SharedSnapper>();

/** The snapper of the city data on screen while `isWanted`; null = not wanted, or there is no city data. It ends with its last user. */
export function useSnapper(isWanted: boolean): Snapper | null {
	const pack = usePack();
	const { api, ways } = useServices();
	const packUrl = isWanted && pack.status === 'ready' ? pack.baseUrl : null;
	const version = pack.status === 'ready' ? pack.manifest.version : null;
	const [snapper, setSnapper] = useState<Snapper | null>(null);
	useEffect(() => {
		if (packUrl === null) return;
		const readServiceTable = async () => ways.getState().service ?? api.readServiceTable();
		const key = `${packUrl} ${version}`;
		const one = shared.get(key) ?? { snapper: createSnapper({ packUrl, readServiceTable }), users: 0 };
		shared.set(key, one);
		one.users++;
		setSnapper(one.snapper);
		return () => {
			setSnapper(null);
			one.users--;
			if (one.users > 0) return;
			shared.delete(key);
			one.snapper.destroy();
		};
	}, [packUrl, version, api, ways]);
	return snapper;
}
