@echo off
rem Run the claims command.   claims --help
rem CLAIMS_CLASS_PATH: jars with plug-ins and catalogues of your own.
rem JAVA_HOME: Java 17 or newer. CLAIMS_JVM_ARGS: options for Java; -Xmx4g by default.
setlocal
set "HOME_OF_CLAIMS=%~dp0.."
set "JAVA_COMMAND=java"
if defined JAVA_HOME set "JAVA_COMMAND=%JAVA_HOME%\bin\java"
if not defined CLAIMS_JVM_ARGS set "CLAIMS_JVM_ARGS=-Xmx4g"
rem Exit code 1 says that a claim was refuted, and is also what Java ends with when it does not start.
"%JAVA_COMMAND%" %CLAIMS_JVM_ARGS% -version >nul 2>&1
if errorlevel 1 (
  echo claims: "%JAVA_COMMAND%" %CLAIMS_JVM_ARGS% does not start; look at JAVA_HOME and CLAIMS_JVM_ARGS 1>&2
  exit /b 2
)
rem An option that came with Java 17 is not known by an older one.
"%JAVA_COMMAND%" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
if errorlevel 1 (
  echo claims: "%JAVA_COMMAND%" is too old; set JAVA_HOME to a JDK 17 or newer 1>&2
  exit /b 2
)
rem An empty entry of the class path would be the current folder.
set "CLAIMS_JARS=%HOME_OF_CLAIMS%\lib\*"
if defined CLAIMS_CLASS_PATH set "CLAIMS_JARS=%CLAIMS_JARS%;%CLAIMS_CLASS_PATH%"
"%JAVA_COMMAND%" -Duser.language=en %CLAIMS_JVM_ARGS% --enable-native-access=ALL-UNNAMED -cp "%CLAIMS_JARS%" org.paperclaims.command.ClaimsCommand %*
exit /b %ERRORLEVEL%
