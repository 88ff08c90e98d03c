/**
 * Where to go after sign-in: the path of `url` when it leads to a page of `origin`, else `/`.
 *
 * Browsers read `//evil`, `/\evil`, `https:evil` and addresses with a tab or a line break in them as other sites while they
 * look like paths (ATTACKS 116). So nothing with a backslash, a space or a control character is read at all, and what is
 * left must resolve to the very origin.
 */
export function pathAfterSignIn(url: string, origin: string): string {
  if (url.length > 2_048 || !/^[!-[\]-~]+$/.test(url)) return '/'
  const local = url.startsWith('/') && !url.startsWith('//')
  if (!local && url !== origin && !url.startsWith(`${origin}/`)) return '/'
  try {
    const target = new URL(url, origin)
    if (target.origin !== origin || target.username !== '' || target.password !== '') return '/'
    const path = target.pathname + target.search + target.hash
    // A path may itself begin with two slashes (`origin//evil`, `/.//evil`) and would be another site when it is used alone.
    return path.startsWith('//') ? '/' : path
  } catch {
    return '/'
  }
}
