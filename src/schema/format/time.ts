const datePattern = /^\d{4}-\d\d-\d\d$/;
const timePattern = /^\d\d:\d\d:\d\d(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/i;
const durationPattern =
  /^P(?:\d+W|(?=\d|T\d)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/;

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** RFC 3339 section 5.6, `full-date`. */
export function isDate(value: string): boolean {
  if (!datePattern.test(value)) return false;
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2);
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** RFC 3339 section 5.6, `full-time`: a 60th second only where UTC may have one, at 23:59. */
export function isTime(value: string): boolean {
  if (!timePattern.test(value)) return false;
  const hour = twoDigits(value, 0);
  const minute = twoDigits(value, 3);
  const second = twoDigits(value, 6);
  const sign = value[value.length - 6];
  const hasOffset = sign === '+' || sign === '-';
  const offsetHour = hasOffset ? twoDigits(value, value.length - 5) : 0;
  const offsetMinute = hasOffset ? twoDigits(value, value.length - 2) : 0;
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (sign === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const utc = (((hour * 60 + minute - offset) % 1440) + 1440) % 1440;
  return second === 60 && utc === 1439;
}

/** RFC 3339 section 5.6, `date-time`: `T` between date and time, nothing else. */
export function isDateTime(value: string): boolean {
  const between = value[10];
  return (
    (between === 'T' || between === 't') && isDate(value.slice(0, 10)) && isTime(value.slice(11))
  );
}

function twoDigits(text: string, offset: number): number {
  return (text.charCodeAt(offset) - zero) * 10 + text.charCodeAt(offset + 1) - zero;
}

const zero = 0x30;

/** RFC 3339 appendix A: weeks stand alone, and no unit may be skipped between two others. */
export function isDuration(value: string): boolean {
  return durationPattern.test(value);
}
