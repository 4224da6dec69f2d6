/** How to sign in to the sandbox, as the embed's `sandbox_info` tells an app's page. */
export const SANDBOX_SCENARIOS = [
  scenario("creator", "creator", "password"),
  scenario("creator-otp", "creator", "app_otp"),
  scenario("fan", "fan", "password"),
  scenario("fan-otp", "fan", "app_otp"),
] as const;

function scenario(id: string, accountType: "creator" | "fan", loginType: "password" | "app_otp") {
  const password = "good-password";
  const email = `you@${id}.sandbox.com`;
  const isCode = loginType === "app_otp";
  return { id, accountType, loginType, email, password, ...(isCode && { otpCode: "123456" }) };
}
