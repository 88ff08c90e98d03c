/** Where the person's choice is kept; absent means the system's choice. */
export const THEME_KEY = 'countersign.theme'

/**
 * Runs before the first paint, so that a dark page never flashes white. It is inlined with the response's nonce and
 * touches nothing but `data-theme` (and `data-rail`, whether the rail is folded).
 */
export const themeScript = `(function(){var d=document.documentElement,t=null,r=null;try{t=localStorage.getItem('${THEME_KEY}');r=localStorage.getItem('countersign.rail')}catch(e){}
d.dataset.theme=t==='light'||t==='dark'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';if(r==='folded')d.dataset.rail=r})()`
