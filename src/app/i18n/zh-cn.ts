import { zhCnAlarm } from './alarm/zh-cn-alarm.ts';
import { zhCnAlert, zhCnAlertCodes } from './alert/zh-cn-alert.ts';
import { zhCnForceBoard } from './force-board/zh-cn-force-board.ts';
import { zhCnRoster } from './force-board/zh-cn-roster.ts';
import { zhCnLog } from './log/zh-cn-log.ts';
import { zhCnMeasure } from './measure/zh-cn-measure.ts';
import { zhCnPicture } from './picture/zh-cn-picture.ts';
import { zhCnReplay } from './replay/zh-cn-replay.ts';
import { zhCnReport } from './report/zh-cn-report.ts';
import { zhCnMarks } from './tactics/zh-cn-marks.ts';
import { zhCnTour } from './tour/zh-cn-tour.ts';
import { zhCnAccessCodes } from './zh-cn-access.ts';
import { zhCnCodes } from './zh-cn-codes.ts';
import { zhCnOperations } from './zh-cn-operations.ts';
import { zhCnRoads } from './zh-cn-roads.ts';
import { zhCnServerErrors } from './zh-cn-server-errors.ts';
import { zhCnUi } from './zh-cn-ui.ts';

/** All Chinese words: of the screens, and of the codes that come from below. The shape of every further language. */
export const zhCn = {
	...zhCnUi,
	...zhCnAlarm,
	...zhCnRoads,
	...zhCnAlert,
	...zhCnOperations,
	...zhCnPicture,
	...zhCnLog,
	...zhCnReplay,
	...zhCnReport,
	...zhCnForceBoard,
	...zhCnRoster,
	...zhCnMarks,
	...zhCnMeasure,
	...zhCnTour,
	codes: {
		...zhCnCodes,
		...zhCnAlertCodes,
		...zhCnAccessCodes,
		...zhCnRoster.codes,
		note: { ...zhCnCodes.note, ...zhCnAlertCodes.note, ...zhCnRoster.codes.note },
		error: { ...zhCnCodes.error, ...zhCnServerErrors, ...zhCnMeasure.codes.error },
		finding: { ...zhCnCodes.finding, ...zhCnAlertCodes.finding },
		rule: { ...zhCnAlertCodes.rule, ...zhCnMeasure.codes.rule },
		formula: { ...zhCnAlertCodes.formula, ...zhCnMeasure.codes.formula },
		assumption: { ...zhCnAlertCodes.assumption, ...zhCnMeasure.codes.assumption },
	},
};
