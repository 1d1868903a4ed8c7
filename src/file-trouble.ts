/** The reasons of file system errors, by their codes. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'something else is there',
  ENOENT: 'there is no such file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};

/** Why a file cannot be used; `undefined` if the error is not from the file system. */
export function fileReason(error: unknown): string | undefined {
  return reasons[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
}

/** Adds the action and the path to the trouble. */
export function whyFilesRefuse(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || path === undefined) return undefined;
  return `cannot ${verbs[syscall] ?? syscall} "${path}": ${reasons[code] ?? error.message}`;
}

const verbs: Readonly<Record<string, string>> = {
  mkdir: 'make the folder',
  open: 'open',
  rename: 'replace',
  scandir: 'read the folder',
  rm: 'remove',
  unlink: 'remove',
};
