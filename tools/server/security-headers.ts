const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every response: isolation, and a policy under which nothing can leave the machine. The development server's
 * hot reload injects styles and scripts, so there only the isolation holds. */
export function securityHeaders(mode: 'production' | 'development'): Record<string, string> {
  return mode === 'development' ? { ...isolation } : { ...isolation, 'Content-Security-Policy': policy };
}
