import type { Host } from "#intent";
import { joinPath } from "../universe/paths.ts";

/** What tools may see of our environment. Everything else stays out, secrets first of all. */
const allowed = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "TMPDIR",
  "TZ",
  "CARGO_HOME",
  "RUSTUP_HOME",
  "RUSTUP_TOOLCHAIN",
  "RUSTUP_AUTO_INSTALL",
  "PYENV_ROOT",
  "PYENV_VERSION",
  "UV_CACHE_DIR",
  "PIP_CACHE_DIR",
  "PIP_INDEX_URL",
  "PIP_CERT",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "npm_config_registry",
  "npm_config_userconfig",
  "npm_config_cache",
  "npm_config_cafile",
  "NPM_CONFIG_USERCONFIG",
  "NPM_CONFIG_CACHE",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "CC",
  "CXX",
  "AR",
  "LD_LIBRARY_PATH",
  "SystemRoot",
]);

/** Environment for a language's tools: an allow-list, plain output, and folders of ours for what they build. */
export function toolEnvironment(host: Host, cacheDirectory: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(host.platform.environment)) {
    if (value !== undefined && allowed.has(name)) environment[name] = value;
  }
  return {
    ...environment,
    LC_ALL: "C.UTF-8",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    CARGO_TERM_COLOR: "never",
    CARGO_TARGET_DIR: joinPath(cacheDirectory, "cargo-target"),
    CARGO_INCREMENTAL: "0",
    CARGO_NET_RETRY: "3",
    PYTHONDONTWRITEBYTECODE: "1",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    npm_config_update_notifier: "false",
    npm_config_fund: "false",
    npm_config_audit: "false",
  };
}
