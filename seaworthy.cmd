@echo off
rem Builds the tool when it must be built, then runs it. MSBuild itself sees what is up to date.
setlocal
where dotnet >nul 2>nul
if errorlevel 1 goto :nosdk
for /f "delims=." %%v in ('dotnet --version 2^>nul') do set SEAWORTHY_SDK=%%v
if not "%SEAWORTHY_SDK%"=="10" goto :nosdk
pushd "%~dp0"
dotnet build src\Seaworthy.Cli -c Release -v quiet --nologo -tl:off -clp:ErrorsOnly 1>&2
if errorlevel 1 (
    popd
    echo error: the build failed, see above 1>&2
    exit /b 3
)
popd
if "%ASPNETCORE_ENVIRONMENT%%ENVIRONMENT%%DOTNET_ENVIRONMENT%"=="" set DOTNET_ENVIRONMENT=Development
dotnet "%~dp0artifacts\bin\Seaworthy.Cli\release\seaworthy-cli.dll" %*
exit /b %errorlevel%

:nosdk
echo error: the .NET 10 SDK is needed 1>&2
echo   get it: https://dotnet.microsoft.com/download/dotnet/10.0, or: winget install Microsoft.DotNet.SDK.10 1>&2
echo   then:   seaworthy serve 1>&2
exit /b 3
