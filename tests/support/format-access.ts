import { enAccessCodes } from '../../src/app/i18n/en-access.ts';
import { zhCnAccessCodes } from '../../src/app/i18n/zh-cn-access.ts';
import { ACCESS_TABLE, type Scope } from '../../src/domain/access/access-table.ts';
import { ACTIONS, type Action } from '../../src/domain/access/actions.ts';
import { ROLES } from '../../src/domain/access/identity.ts';
import { DEMO_IDENTITY, mayDo } from '../../src/domain/access/may-do.ts';
import { ROUTES } from '../../src/domain/api.ts';
import { COLLECTION_NAMES, COLLECTIONS } from '../../src/domain/records/collections.ts';

const SIGNS: Readonly<Record<Scope, string>> = { all: '●', district: '○' };

/** docs/access.md: who may do what, in both languages, as the access table and the routes have it. */
export function formatAccess(): string {
	const [zh, en] = [zhCnAccessCodes, enAccessCodes];
	const wordOf = (action: Action) => action.replace('.', '_') as keyof typeof zh.action;
	const routesOf = (access: string) =>
		Object.values(ROUTES)
			.filter((route) => route.access === access)
			.map(({ method, path }) => `\`${method} ${path}\``);
	const collectionsOf = (action: Action) => COLLECTION_NAMES.filter((name) => COLLECTIONS[name].read === action);
	return [
		'# Who may do what 权限表',
		'',
		'Made of `src/domain/access/access-table.ts` and the routes: `npx vitest run --project unit tests/unit/domain/access/access-doc.test.ts -u`.',
		'',
		"● in the whole city 全市 · ○ in one's own districts 本辖区 (a person without districts, and a record of an unknown district: everywhere) · empty: not at all 无权限.",
		'A person with several roles may do what any of them may. A machine has a token with actions in the place of roles (all but `user.edit` and',
		'`token.edit`), in its districts. Demo 演示: anybody on this machine, as long as there is no administrator.',
		'',
		`| 操作 | action | ${ROLES.map((role) => `${zh.role[role]} ${en.role[role]}`).join(' | ')} | 演示 demo |`,
		`|---|---|${':-:|'.repeat(ROLES.length + 1)}`,
		...ACTIONS.map((action) => {
			const cells = ROLES.map((role) => {
				const scope = ACCESS_TABLE[role][action];
				return scope ? SIGNS[scope] : ' ';
			});
			const word = wordOf(action);
			return `| ${zh.action[word]} | \`${action}\` ${en.action[word]} | ${cells.join(' | ')} | ${mayDo(DEMO_IDENTITY, action) ? SIGNS.all : ' '} |`;
		}),
		'',
		'## Which route asks for what 接口所需权限',
		'',
		'Where a record decides, its district is looked at besides, by the same table. The feed (`GET /api/feed`) asks for `feed.read`, the files of the',
		'pack (`GET /packs/...`) for `map.read`; each record is told to who may read its collection.',
		'',
		'| access | routes | records told by the feed and `GET /api/changes` |',
		'|---|---|---|',
		...(['public', 'signed-in', ...ACTIONS] as const).flatMap((access) => {
			const routes = routesOf(access);
			const records = access === 'public' || access === 'signed-in' ? [] : collectionsOf(access);
			if (routes.length + records.length === 0) return [];
			return `| \`${access}\` | ${routes.join(', ') || '–'} | ${records.join(', ') || '–'} |`;
		}),
		'',
	].join('\n');
}
