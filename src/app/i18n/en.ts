import { enAlarm } from './alarm/en-alarm.ts';
import { enAlert, enAlertCodes } from './alert/en-alert.ts';
import { enAccessCodes } from './en-access.ts';
import { enCodes } from './en-codes.ts';
import { enOperations } from './en-operations.ts';
import { enRoads } from './en-roads.ts';
import { enServerErrors } from './en-server-errors.ts';
import { enUi } from './en-ui.ts';
import { enForceBoard } from './force-board/en-force-board.ts';
import { enRoster } from './force-board/en-roster.ts';
import { enLog } from './log/en-log.ts';
import { enMeasure } from './measure/en-measure.ts';
import { enPicture } from './picture/en-picture.ts';
import { enReplay } from './replay/en-replay.ts';
import { enReport } from './report/en-report.ts';
import { enMarks } from './tactics/en-marks.ts';
import { enTour } from './tour/en-tour.ts';
import type { Words } from './words.ts';
import type { zhCn } from './zh-cn.ts';

/** All English words. */
export const en: Words<typeof zhCn> = {
	...enUi,
	...enAlarm,
	...enRoads,
	...enAlert,
	...enOperations,
	...enPicture,
	...enLog,
	...enReplay,
	...enReport,
	...enForceBoard,
	...enRoster,
	...enMarks,
	...enMeasure,
	...enTour,
	codes: {
		...enCodes,
		...enAlertCodes,
		...enAccessCodes,
		...enRoster.codes,
		note: { ...enCodes.note, ...enAlertCodes.note, ...enRoster.codes.note },
		error: { ...enCodes.error, ...enServerErrors, ...enMeasure.codes.error },
		finding: { ...enCodes.finding, ...enAlertCodes.finding },
		rule: { ...enAlertCodes.rule, ...enMeasure.codes.rule },
		formula: { ...enAlertCodes.formula, ...enMeasure.codes.formula },
		assumption: { ...enAlertCodes.assumption, ...enMeasure.codes.assumption },
	},
};
