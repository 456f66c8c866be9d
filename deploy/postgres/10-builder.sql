-- Run once by the database image on an empty volume, as its superuser: what an administrator would do by hand.
-- Roles, schemas and extensions are made by `ambito install`, as builder.
\set password `cat /run/secrets/builder_password`
\getenv prefix AMBITO_ROLE_PREFIX
SELECT :'prefix' || '_builder' AS builder \gset

CREATE ROLE :"builder" LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE ambito OWNER :"builder" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
