// A vitest reporter that says what failed when it fails: the default one keeps the reasons until the end, which a run that is cut off never reaches.
export default class FailuresAtOnce {
  onTestCaseResult(test) {
    const where = `${test.module.relativeModuleId} > ${test.fullName}`;
    if (test.result().state === 'failed') tell('FAILED', where, test.result().errors);
    else if (test.diagnostic()?.flaky === true) tell('PASSED ONLY WHEN RUN AGAIN', where, test.result().errors);
  }

  onTestSuiteResult(suite) {
    tell('FAILED', `${suite.module.relativeModuleId} > ${suite.fullName}`, suite.errors());
  }

  onTestModuleEnd(module) {
    tell('FAILED', module.relativeModuleId, module.errors());
  }
}

function tell(what, where, errors) {
  for (const error of errors ?? []) console.log(`${what} ${where}\n${error.stack ?? error.message}\n${error.diff ?? ''}`);
}
